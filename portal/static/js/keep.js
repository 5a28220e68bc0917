// The answer page: without this file everything can be copied and printed by hand; with it there is a button for each.
(function () {
  "use strict";

  var printing = document.querySelector("[data-print]");
  if (printing && window.print) {
    printing.hidden = false;
    printing.querySelector("button").addEventListener("click", function () {
      window.print();
    });
  }

  var text = document.querySelector("[data-copy]");
  if (!text) return;
  text.addEventListener("focus", function () {
    text.select();
  });

  var copying = document.querySelector("[data-copy-button]");
  var clipboard = navigator.clipboard;
  if (!copying || !clipboard) return; // without a secure connection the browser has none
  var told = copying.querySelector("[data-copied]");
  copying.hidden = false;
  copying.querySelector("button").addEventListener("click", function () {
    clipboard.writeText(text.value).then(
      function () {
        told.textContent = told.dataset.copied;
      },
      function () {
        text.focus(); // the browser refused: the text is marked, to copy by hand
      },
    );
  });
})();
