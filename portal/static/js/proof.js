// Does the sum of portal.spam beside the page while the reader reads, and puts the answer into the form.
// Nothing waits for it: a form that is sent sooner goes without, and so does one from an old or slow browser.
(function () {
  "use strict";

  if (!window.isSecureContext || !window.Worker) return;

  document.querySelectorAll("input[data-challenge]").forEach(function (field) {
    var challenge = JSON.parse(field.dataset.challenge);
    var solver = new Worker(field.dataset.solver);

    solver.onmessage = function (event) {
      solver.terminate();
      if (!event.data) return;
      challenge.number = event.data.number;
      field.value = window.btoa(JSON.stringify(challenge));
    };
    solver.onerror = function () {
      solver.terminate();
    };
    field.value = "";
    solver.postMessage({ type: "work", payload: challenge, start: 0, max: challenge.maxNumber });
  });
})();
