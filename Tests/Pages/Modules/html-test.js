import { attribute, html } from "../../../Public/js/core/html.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const text = (markup) => String(markup);

test("what is put in is escaped, unless it is markup", () => {
  equal(text(html`<p title="${'"'}">${"<b>&'"}</p>`), "<p title=\"&quot;\">&lt;b&gt;&amp;&#39;</p>");
  equal(text(html`${[html`<b>${1}</b>`, null, undefined, false, "<"]}`), "<b>1</b>&lt;");
});

test("as the value of an attribute false is a word", () => {
  equal(text(html`<b aria-selected="${false}">${false}</b>`), '<b aria-selected="false"></b>');
  equal(text(html`<b
    aria-selected="${false}"
    id="x">`), '<b aria-selected="false" id="x">');
});

test("line breaks are nothing between elements, and a space within a tag", () => {
  equal(text(html`
    <ul
      class="a b"
    >
      <li>one two</li>
      ${"x"}
      <li> ${1} </li>
    </ul>
  `), '<ul class="a b"><li>one two</li>x<li> 1 </li></ul>');
  equal(text(html`<p>${"a"}${"\n"}${"b\n c"}</p>`), "<p>a\nb\n c</p>");
});

test("an attribute that is there or not", () => {
  equal(text(html`<b${attribute("disabled", true)}${attribute("open", false)}${attribute("id", true, '"')}>`), '<b disabled id="&quot;">');
});
