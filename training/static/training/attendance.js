// The attendance sheet of a day, where the connection is poor. Without this file it is a form like any other. With it,
// what is ticked is kept on this phone until it was sent: keys of seats and yes or no, never a name.
(function () {
  "use strict";

  var form = document.querySelector("[data-attendance]");
  if (!form || !window.fetch || !window.URLSearchParams) return;

  var printing = form.querySelector("[data-print]");
  printing.hidden = false;
  printing.addEventListener("click", function () {
    window.print();
  });

  var AGAIN_AFTER = 20000; // milliseconds; the browser does not always tell that it is online again
  var key = "attendance " + form.dataset.attendance;
  var said = form.querySelector("[data-said]");
  var timer = null;
  var isSending = false;
  try {
    localStorage.setItem("attendance", "");
    localStorage.removeItem("attendance");
  } catch (refused) {
    return; // nothing can be kept here
  }

  // {seats: {key: "yes" or "no"}, send: whether somebody pressed "Save"}
  function kept() {
    try {
      var found = JSON.parse(localStorage.getItem(key));
      if (found && typeof found.seats === "object" && found.seats) return found;
    } catch (broken) {
      localStorage.removeItem(key);
    }
    return { seats: {}, send: false };
  }

  function keep(found) {
    if (Object.keys(found.seats).length) localStorage.setItem(key, JSON.stringify(found));
    else localStorage.removeItem(key);
  }

  function say(text) {
    said.textContent = text;
  }

  function send() {
    var found = kept();
    var sent = found.seats;
    if (isSending || !Object.keys(sent).length) return;
    isSending = true;
    clearTimeout(timer);
    say(form.dataset.sending);
    var body = new URLSearchParams();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    Object.keys(sent).forEach(function (seat) {
      body.append("was-" + seat, sent[seat]);
    });
    fetch(form.action, {
      method: "POST",
      body: body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
    }).then(answered, failed);

    function answered(response) {
      if (response.status >= 500) return failed();
      if (response.status !== 200 && response.status !== 409) return stopped(form.dataset.signedOut);
      return response.json().then(function (answer) {
        if (response.status === 409) return stopped(answer.refused);
        isSending = false;
        forget(sent);
        if (!Object.keys(kept().seats).length) say(answer.left ? form.dataset.left : form.dataset.sent);
        else say(form.dataset.waits);
      }, failed);
    }

    function failed() {
      isSending = false;
      say(form.dataset.offline);
      timer = setTimeout(send, AGAIN_AFTER);
    }

    function stopped(why) {
      isSending = false;
      say(why);
    }
  }

  // What was sent goes; what was ticked anew in the meantime stays.
  function forget(sent) {
    var found = kept();
    Object.keys(sent).forEach(function (seat) {
      if (found.seats[seat] === sent[seat]) delete found.seats[seat];
    });
    found.send = false;
    keep(found);
  }

  form.addEventListener("change", function (event) {
    if (event.target.name.indexOf("was-") !== 0) return;
    var found = kept();
    found.seats[event.target.name.slice(4)] = event.target.value;
    keep(found);
    say(form.dataset.waits);
  });

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var found = kept();
    if (!Object.keys(found.seats).length) return say(form.dataset.sent);
    found.send = true;
    keep(found);
    send();
  });

  window.addEventListener("online", function () {
    if (kept().send) send();
  });

  // What was kept when this page was left stands there again, and goes if it was on its way.
  var before = kept();
  var here = Object.keys(before.seats).filter(function (seat) {
    var boxes = form.elements["was-" + seat];
    if (!boxes) return false; // gave up the place in the meantime
    boxes.value = before.seats[seat];
    return true;
  });
  if (here.length < Object.keys(before.seats).length) {
    var seats = {};
    here.forEach(function (seat) {
      seats[seat] = before.seats[seat];
    });
    keep({ seats: seats, send: before.send });
  }
  if (here.length && before.send) send();
  else if (here.length) say(form.dataset.waits);
})();
