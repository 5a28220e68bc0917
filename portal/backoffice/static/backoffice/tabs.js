// Wagtail opens the tab into which the address of the page points. This does so for links on the page itself too, and
// brings into view what was asked for: it lay in a closed tab when the browser looked for it.
(() => {
  const show = () => {
    const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const panel = asked && asked.closest(".bo-tabs [role=tabpanel]");
    if (!panel) return;
    if (panel.hidden) document.querySelector(`.bo-tabs [role=tab][href="#${panel.id}"]`).click();
    setTimeout(() => asked.scrollIntoView(), 50);
  };

  // Where there is no room for all tabs beside each other, the open one stands in view.
  const reveal = () => {
    const tab = document.querySelector(".bo-tabs [role=tab][aria-selected=true]");
    if (!tab) return;
    const row = tab.closest(".w-tabs__wrapper");
    const [its, all] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollBy({ left: its.left + its.width / 2 - all.left - all.width / 2 });
  };

  addEventListener("hashchange", show);
  addEventListener("load", () => {
    show();
    reveal();
  });
  document.addEventListener("w-tabs:changed", reveal);
})();
