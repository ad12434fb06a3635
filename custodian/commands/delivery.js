// Streamlit's own way for whoever serves its page from elsewhere; with all three it connects without asking around.
window.__streamlit = {
  BACKEND_BASE_URL: location.origin,
  MAIN_PAGE_BASE_URL: location.origin,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};

// When the server was started anew Streamlit connects the page again and leaves it as it was: such a page opens its own
// address again. One with an open form stays, for its words would be lost.
(() => {
  const CONNECTION = "data-test-connection-state";
  let was, wasLost = false;
  const heard = async (changes) => {
    const now = changes.at(-1).target.getAttribute(CONNECTION);
    wasLost ||= was === "CONNECTED" && now !== was;
    was = now;
    if (!wasLost || now !== "CONNECTED") return;
    wasLost = false;
    const { started } = await (await fetch(`${location.origin}/healthz`)).json();
    if (started !== "{started}" && !document.querySelector('[role="dialog"]')) location.reload();
  };
  new MutationObserver(heard).observe(document, { subtree: true, attributeFilter: [CONNECTION] });
})();

// What a page is built of Streamlit asks for only once the page's message has come, the chart of a KPI, the largest of all
// scripts, too. Asked for here, as soon as Streamlit itself has begun, it is fetched while the server draws the page.
addEventListener("DOMContentLoaded", () => {
  const page = location.pathname.split("/").at(-1);
  for (const script of new Map(Object.entries({ahead})).get(page) ?? []) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = script;
    document.head.append(link);
  }
});
