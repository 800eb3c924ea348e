import JSON
import Testing

extension Pages {
    /// At every width, and at twice the size on a desk: no text is cut off, and no two labels lie on each other.
    @Suite(.serialized) struct FitTests {
        @Test(arguments: [(Reader.english, false), (.chinese, true)]) func `no text is cut off and none lies on another`(_ reader: Reader, _ isDark: Bool) throws {
            let office = try Office()
            for (id, name) in [("ma.chao", "Alexandra Konstantinopoulos-Papadimitriou"), ("wang.wei", "阿卜杜热合曼·买买提江·努尔艾合买提")] {
                _ = try office.laurel.admin.send("PATCH", "/members/\(id)", JSONValue.object(["name": .string(name)]).bytes)
            }
            try office.give(7_654_321, to: "li.na")
            for account in ["li.na", "chen.jie", "admin"] {
                let browser = try office.browser(of: account, reader, isDark: isDark)
                for page in AccessibilityTests.pages where page.account == account {
                    for width in [320, 390, 720, 1_440, 1_920] {
                        try browser.resize(Size(width: width, height: 900))
                        if width == 320 || width == 1_440 {
                            try browser.open(page.path)
                            try browser.wait("\(page.path) is there", "document.querySelector(arguments[0]) && !document.querySelector('main .skeleton')", .string(page.ready))
                        }
                        let flaws = try browser.settledFlaws(Self.clipped, seconds: 5)
                        #expect(flaws.isEmpty, "\(page.path) at \(width), \(reader): \(flaws.joined(separator: "; "))")
                    }
                }
            }
        }

        /// Text that its box does not hold (but for what is meant to be cut with dots, or scrolls), and texts that lie on each other; at most eight.
        static let clipped = #"""
            const flaws = [], name = (one) => `${one.tagName.toLowerCase()}.${String(one.className.baseVal ?? one.className).trim().replace(/\s+/g, '.')}`;
            const visible = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest('[aria-hidden=true], .visually-hidden, dialog:not([open]), [inert], .told');
            const scrolls = (one) => { for (let at = one; at; at = at.parentElement) { const { overflowX } = getComputedStyle(at); if (overflowX === 'auto' || overflowX === 'scroll') return true; } return false; };
            const boxes = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
            while (walker.nextNode()) {
              const text = walker.currentNode, one = text.parentElement;
              if (!text.data.trim() || ['SCRIPT', 'STYLE', 'OPTION', 'TEMPLATE', 'TITLE', 'TEXTAREA', 'SELECT'].includes(one.tagName) || !visible(one)) continue;
              range.selectNodeContents(text);
              const lines = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
              const style = getComputedStyle(one);
              // Cut by the nearest box that hides what reaches beyond it.
              for (let at = one; at && at !== document.body; at = at.parentElement) {
                const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(at);
                if (textOverflow === 'ellipsis' || webkitLineClamp !== 'none' || overflowX === 'auto' || overflowX === 'scroll') break;
                const hides = overflowX === 'hidden' || overflowX === 'clip' || overflowY === 'hidden' || overflowY === 'clip';
                if (!hides) continue;
                const box = at.getBoundingClientRect();
                if (lines.some((line) => line.right > box.right + 2 || line.left < box.left - 2 || line.bottom > box.bottom + line.height / 3)) flaws.push(`cut off by ${name(at)}: "${text.data.trim().slice(0, 30)}"`);
                break;
              }
              if (style.position !== 'fixed' && !one.closest('.pinned, .tabbar, .toasts, .savebar, .sidebar, .appbar, .skip') && !scrolls(one)) {
                for (const line of lines) boxes.push({ line, text, one });
              }
            }
            boxes.sort((a, b) => a.line.top - b.line.top);
            for (let i = 0; i < boxes.length && flaws.length < 8; i++) {
              for (let j = i + 1; j < boxes.length && boxes[j].line.top < boxes[i].line.bottom; j++) {
                const [a, b] = [boxes[i], boxes[j]];
                if (a.text === b.text || a.one.contains(b.one) && a.one !== b.one && a.one.tagName === 'text') continue;
                const across = Math.min(a.line.right, b.line.right) - Math.max(a.line.left, b.line.left), down = Math.min(a.line.bottom, b.line.bottom) - Math.max(a.line.top, b.line.top);
                if (across > 3 && down > Math.min(a.line.height, b.line.height) * 0.45) flaws.push(`"${a.text.data.trim().slice(0, 20)}" lies on "${b.text.data.trim().slice(0, 20)}" in ${name(b.one)}`);
              }
            }
            return flaws.slice(0, 8);
            """#
    }
}
