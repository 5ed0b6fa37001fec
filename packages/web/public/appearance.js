// Runs before the first paint, so that a chosen appearance or language never flashes.
(() => {
  try {
    const theme = JSON.parse(localStorage.getItem("akkoord.theme"));
    const language = JSON.parse(localStorage.getItem("akkoord.language"));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    if (language === "en") document.documentElement.lang = "en";
  } catch {
    // Storage is switched off or holds something else: the device's own appearance and Dutch apply.
  }
})();
