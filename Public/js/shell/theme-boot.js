/*
 * Runs before the first paint: the reader's theme and language, so that nothing flashes.
 * A classic script on purpose; modules run after the page is parsed.
 */
(function () {
  var root = document.documentElement;
  try {
    var asked = new URLSearchParams(location.search);
    var theme = asked.get("theme") || localStorage.getItem("laurel.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    var language = asked.get("lang") || localStorage.getItem("laurel.language");
    if (language) root.lang = language;
  } catch (error) { /* storage may be forbidden: the page then follows the browser */ }
})();
