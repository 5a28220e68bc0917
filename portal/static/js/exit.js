// The quick exit. Without this file it is a plain link; with it, the page is gone at once, what was typed
// is emptied, the way back does not lead here, and pressing Escape three times quickly does the same.
(function () {
  "use strict";

  var exit = document.querySelector("[data-exit]");
  if (!exit) return;

  var PRESSES = 3;
  var WITHIN = 1500; // milliseconds
  var pressed = [];

  function leave() {
    document.documentElement.hidden = true;
    document.title = " ";
    document.querySelectorAll("input:not([type=hidden]), textarea").forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = false;
      else field.value = "";
    });
    try {
      window.sessionStorage.clear();
    } catch (storageIsShut) {
      // nothing was kept, then
    }
    window.location.replace(exit.href);
  }

  exit.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    pressed = pressed.concat(event.timeStamp).slice(-PRESSES);
    if (pressed.length === PRESSES && event.timeStamp - pressed[0] < WITHIN) leave();
  });

  document.querySelectorAll("[data-exit-key]").forEach(function (explanation) {
    explanation.hidden = false;
  });
})();
