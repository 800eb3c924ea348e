import JSON
import Testing

/// What somebody does who has no mouse: Tab until the thing has the focus, then a key. Nothing here sets a focus by script.
extension Browser {
    /// Presses Tab until what `selector` names has the focus, whose place must be seen.
    func tab(to selector: String, most: Int = 150, at location: SourceLocation = #_sourceLocation) throws {
        try wait("\(selector) is there", "document.querySelector(arguments[0])", .string(selector))
        for _ in 0..<most {
            if try run("return document.activeElement?.matches(arguments[0]) ?? false", .string(selector)).bool == true {
                let isSeen = try run(Self.ring).bool == true
                #expect(isSeen, "the focus on \(selector) cannot be seen", sourceLocation: location)
                return
            }
            try press(Key.tab)
        }
        let here = try run("return document.activeElement?.outerHTML.slice(0, 160) ?? ''").string ?? ""
        Issue.record("\(selector) is not reached by Tab; the focus is on \(here)", sourceLocation: location)
        throw TimedOut(description: "no way to \(selector) by keyboard")
    }

    /// Goes there by Tab and presses Enter.
    func enter(_ selector: String, at location: SourceLocation = #_sourceLocation) throws {
        try tab(to: selector, at: location)
        try press(Key.enter)
    }

    /// Types where the focus is, a key after the other, instead of what stands there.
    func write(_ text: String) throws {
        try press("a", with: Key.control)
        for character in text { try press(String(character)) }
    }

    /// A key while another is held.
    func press(_ key: String, with held: String) throws {
        let keys: JSONValue = [
            ["type": "keyDown", "value": .string(held)], ["type": "keyDown", "value": .string(key)], ["type": "keyUp", "value": .string(key)],
            ["type": "keyUp", "value": .string(held)],
        ]
        try press(keys)
    }

    /// The element that has the focus, or what stands around it and is drawn in its place, shows it by an outline, a shadow or a ring.
    private static let ring = """
        const shows = (one) => { const style = getComputedStyle(one); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none'; };
        const at = document.activeElement, box = at.getBoundingClientRect();
        const places = [at, at.parentElement, at.closest('.opens, .request, .row, label, li'), ...(at.labels ?? []), ...at.children].filter(Boolean);
        return box.width > 0 && box.height > 0 && (places.some(shows) || ['::before', '::after'].some((part) => { const style = getComputedStyle(at, part); return style.outlineStyle !== 'none' && style.content !== 'none' || style.boxShadow !== 'none' && style.content !== 'none'; }));
        """
}
