// admin.js: a field that searches while one types is called what its label says.
// Markup contract: select.admin-autocomplete[id], which Django's script puts a box of its own behind, and label[for].
// Through jQuery, which has Django's script run first: it asked first.
window.django?.jQuery?.(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    if (!label || !box) continue;

    label.id ||= `${select.id}-label`;
    const value = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    value.setAttribute("aria-labelledby", label.id);
  }
});
