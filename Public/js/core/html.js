/*
 * Escaping templates. `html` returns Markup; everything put into it is escaped unless it is Markup itself.
 *
 *   render(element, html`<p class="${name}">${value}</p>`)
 *
 * A template may stand on several lines: a line break with the blanks around it is nothing between elements, and one space within
 * a tag. What has to be seen as a space is written as one, within a line.
 */
const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (value) => String(value).replace(/[&<>"']/g, (character) => escapes[character]);

/** What `joined` has found, by the array of strings that is one for each template in the source. */
const known = new WeakMap();

/** Text that is safe to put into a page as it stands. */
export class Markup {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}

/**
 * Builds Markup. null, undefined and false are nothing; arrays are joined; other values are escaped. As the value of an attribute
 * false is a word: aria-selected="${false}" must not become aria-selected="".
 */
export function html(strings, ...values) {
  const parts = joined(strings);
  let text = parts[0];
  values.forEach((value, index) => {
    const isWord = value === false && parts[index].endsWith('="');
    text += (isWord ? "false" : flatten(value)) + parts[index + 1];
  });
  return new Markup(text);
}

/** The parts of a template without its line breaks; each template is looked at once. */
function joined(strings) {
  if (!known.has(strings)) {
    const tag = (found) => found.replace(/\s*\n\s*(>?)/g, (_, end) => end || " ");
    const whole = strings.join("\0").replace(/<[^>]*>|\s*\n\s*/g, (found) => (found[0] === "<" ? tag(found) : ""));
    known.set(strings, whole.split("\0"));
  }
  return known.get(strings);
}

/** ` name` when `on`, else nothing: for attributes such as `disabled`. */
export const attribute = (name, on, value) => (on ? html([` ${name}${value === undefined ? "" : `="${escape(value)}"`}`]) : null);

export function render(element, markup) {
  element.innerHTML = flatten(markup);
  return element;
}

/** The one element that `markup` describes. */
export function create(markup) {
  const template = document.createElement("template");
  template.innerHTML = flatten(markup).trim();
  return template.content.firstElementChild;
}

function flatten(value) {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(flatten).join("");
  return escape(value);
}
