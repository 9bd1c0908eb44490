// Runs before the first paint, so that neither theme nor language flashes.
(function () {
  var theme = null;
  var language = navigator.language;
  try {
    theme = localStorage.getItem('vigie.theme');
    language = localStorage.getItem('vigie.language') || language;
  } catch (refused) {
    /* storage may be forbidden: the system's choice stands */
  }
  if (theme !== 'dark' && theme !== 'light') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = /^fr/i.test(language) ? 'fr' : 'en';
})();
