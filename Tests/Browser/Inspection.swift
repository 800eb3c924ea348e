extension Pages.AccessibilityTests {
    /// Looks over the whole page and returns a sentence for each flaw, at most ten.
    ///
    /// Contrast is that of computed colours over the nearest opaque background; text over pictures and gradients is left out, and so
    /// is what is disabled or hidden. 4.5, or 3 for large text (WCAG 1.4.3). Targets are at least 24 pixels each way (2.5.8), unless
    /// they stand in a line of text.
    static let inspection = #"""
        const flaws = [];
        const name = (element) => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}.${String(element.className.baseVal ?? element.className).trim().replace(/\s+/g, '.')}`;
        const hidden = (element) => element.closest('[aria-hidden=true], [hidden], .visually-hidden, [inert]') !== null || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        const words = (element) => {
          const by = element.getAttribute('aria-labelledby');
          const label = by ? by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ') : element.getAttribute('aria-label') ?? '';
          const labels = [...(element.labels ?? [])].map((one) => one.textContent).join(' ');
          return (label || labels || element.getAttribute('title') || element.textContent || element.getAttribute('alt') || '').trim();
        };

        // Names
        if (!document.title.trim()) flaws.push('the page has no title');
        for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, [role=tab], [role=radio], dialog, summary')) {
          if (!hidden(element) && !words(element)) flaws.push(`no name: ${name(element)}`);
        }
        for (const element of document.querySelectorAll('img:not([alt])')) flaws.push(`no alt: ${element.src}`);
        for (const element of document.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls]')) {
          for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls']) {
            for (const id of (element.getAttribute(attribute) ?? '').split(' ').filter(Boolean)) if (!document.getElementById(id)) flaws.push(`${attribute}="${id}" names nothing`);
          }
        }

        // Structure
        const ids = new Set();
        for (const { id } of document.querySelectorAll('[id]')) { if (id && ids.has(id)) flaws.push(`two elements are #${id}`); ids.add(id); }
        if (document.querySelectorAll('main').length !== 1) flaws.push('not one main');
        if ([...document.querySelectorAll('h1')].filter((one) => !hidden(one)).length !== 1) flaws.push('not one visible h1');
        for (const element of document.querySelectorAll('[tabindex]')) if (element.tabIndex > 0) flaws.push(`tabindex above 0: ${name(element)}`);
        for (const list of document.querySelectorAll('ul, ol')) for (const child of list.children) if (child.tagName !== 'LI') flaws.push(`${name(child)} in a list`);
        for (const element of document.querySelectorAll('[aria-hidden=true]')) if (element.querySelector('a[href], button, input')) flaws.push(`focus may fall on the hidden ${name(element)}`);

        // States
        for (const state of ['aria-selected', 'aria-expanded', 'aria-pressed', 'aria-checked', 'aria-current', 'aria-busy']) {
          for (const element of document.querySelectorAll(`[${state}=""]`)) flaws.push(`${state} without a value: ${name(element)}`);
        }

        // Targets
        for (const element of document.querySelectorAll('button, a[href], select, [role=tab], [role=radio], summary')) {
          if (hidden(element) || getComputedStyle(element).display.startsWith('inline') && element.parentElement.textContent.trim() !== element.textContent.trim()) continue;
          // A name may stand for all that it opens: its row is the target.
          const target = element.matches('.opens .opener') ? element.closest('.opens') : element;
          const { width, height } = target.getBoundingClientRect();
          if (width > 0 && (width < 24 || height < 20)) flaws.push(`small target: ${name(element)} ${Math.round(width)}×${Math.round(height)}`);
        }

        // Contrast
        const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const colour = (text) => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = '#000'; paint.fillStyle = text; paint.fillRect(0, 0, 1, 1); const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
        const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
        const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
        const ground = (element) => {
          const layers = [];
          for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.backgroundImage !== 'none' || Number(style.opacity) < 1) return null;
            const one = colour(style.backgroundColor);
            if (one[3] > 0) layers.push(one);
            if (one[3] === 1) break;
          }
          return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
        };
        const seen = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          if (!walker.currentNode.data.trim() || seen.has(element) || ['SCRIPT', 'STYLE', 'OPTION', 'TITLE'].includes(element.tagName)) continue;
          seen.add(element);
          if (hidden(element) || element.closest('[disabled], [aria-disabled=true], svg, .skeleton')) continue;
          const style = getComputedStyle(element), behind = ground(element);
          if (!behind) continue;
          const [one, two] = [light(over(colour(style.color), behind)), light(behind)].sort((a, b) => b - a);
          const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
          const ratio = (one + 0.05) / (two + 0.05);
          if (ratio < (isLarge ? 3 : 4.5)) flaws.push(`contrast ${ratio.toFixed(2)}: ${name(element)} "${walker.currentNode.data.trim().slice(0, 20)}"`);
        }
        return flaws.slice(0, 10);
        """#
}
