/*
 * Arrow keys within a group of tabs or radios: one stop for the Tab key, arrows choose.
 * Choosing is a click, so that mouse, touch and keyboard end in the same place.
 */
const forward = new Set(["ArrowRight", "ArrowDown"]);
const backward = new Set(["ArrowLeft", "ArrowUp"]);

/** Call after drawing. Members are [role=tab] or [role=radio]. */
export function rovingFocus(group) {
  const members = [...group.querySelectorAll("[role=tab], [role=radio]")];
  const chosen = members.find((member) => member.getAttribute("aria-selected") === "true" || member.getAttribute("aria-checked") === "true")
    ?? members[0];
  for (const member of members) member.tabIndex = member === chosen ? 0 : -1;
  group.addEventListener("keydown", (event) => {
    const index = members.indexOf(document.activeElement);
    const next = forward.has(event.key)
      ? index + 1
      : backward.has(event.key) ? index - 1 : event.key === "Home" ? 0 : event.key === "End" ? members.length - 1 : null;
    if (index < 0 || next === null) return;
    event.preventDefault();
    const member = members[(next + members.length) % members.length];
    member.focus();
    member.click();
  });
}
