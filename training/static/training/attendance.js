// The attendance sheet of a day, where the connection is poor. Without this file it is a form like any other. With it,
// what is ticked is kept on this phone until it was sent, for who ticked it: keys of seats and yes or no, never a name.
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

  // {seats: {key: "yes" or "no"}, stood: {key: what was written down then, or ""}, send: whether "Save" was pressed}
  function kept() {
    try {
      var found = JSON.parse(localStorage.getItem(key));
      if (found && typeof found.seats === "object" && found.seats && typeof found.stood === "object" && found.stood)
        return found;
    } catch (broken) {
      localStorage.removeItem(key);
    }
    return { seats: {}, stood: {}, send: false };
  }

  // What the server said about a seat when it drew this page; null when it has no place any more.
  function drawn(seat) {
    var boxes = form.elements["was-" + seat];
    if (!boxes) return null;
    var box = Array.prototype.filter.call(boxes, function (one) {
      return one.defaultChecked;
    })[0];
    return box ? box.value : "";
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
      if (response.status === 404) return refused(form.dataset.gone);
      if (response.status !== 200 && response.status !== 409) return stopped(form.dataset.signedOut);
      return response.json().then(function (answer) {
        if (response.status === 409) return refused(answer.refused);
        isSending = false;
        forget(sent);
        theirs(false);
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

    // It will never be taken: what is kept would only come back.
    function refused(why) {
      localStorage.removeItem(key);
      stopped(why);
    }
  }

  // Shows or hides that others wrote something different meanwhile, about which of these seats, and the way back.
  function theirs(seats) {
    form.querySelectorAll("[data-differs-here]").forEach(function (mark) {
      mark.hidden = !seats || seats.indexOf(mark.dataset.differsHere) < 0;
    });
    form.querySelector("[data-theirs]").hidden = !seats;
  }

  // What was sent goes; what was ticked anew in the meantime stays.
  function forget(sent) {
    var found = kept();
    Object.keys(sent).forEach(function (seat) {
      if (found.seats[seat] === sent[seat]) delete found.seats[seat];
      if (!found.seats[seat]) delete found.stood[seat];
      Array.prototype.forEach.call(form.elements["was-" + seat] || [], function (box) {
        box.defaultChecked = box.value === sent[seat]; // that is what stands there now
      });
    });
    found.send = false;
    keep(found);
  }

  form.addEventListener("change", function (event) {
    if (event.target.name.indexOf("was-") !== 0) return;
    var found = kept();
    var seat = event.target.name.slice(4);
    found.seats[seat] = event.target.value;
    if (!(seat in found.stood)) found.stood[seat] = drawn(seat);
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

  form.querySelector("[data-theirs]").addEventListener("click", function () {
    localStorage.removeItem(key);
    form.reset();
    theirs(false);
    say("");
  });

  // What was kept when this page was left stands there again, and goes if it was on its way; but never over what
  // somebody else wrote down since: that is for whoever holds the phone to say.
  var before = kept();
  var left = { seats: {}, stood: {}, send: before.send };
  var differing = [];
  Object.keys(before.seats).forEach(function (seat) {
    var now = drawn(seat);
    if (now === null || now === before.seats[seat]) return; // gave up the place, or it stands there already
    form.elements["was-" + seat].value = before.seats[seat];
    left.seats[seat] = before.seats[seat];
    left.stood[seat] = before.stood[seat];
    if (now !== before.stood[seat]) differing.push(seat);
  });
  if (differing.length) left.send = false;
  keep(left);
  if (differing.length) {
    theirs(differing);
    say(form.dataset.differs);
  } else if (Object.keys(left.seats).length) {
    if (left.send) send();
    else say(form.dataset.waits);
  }
})();
