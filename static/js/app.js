// What the pages do beyond links and forms: one module a behaviour, each delegated on the document.
import "../vendor/htmx.esm.min.js";
import "./links.js";
import "./menu.js";
import "./toasts.js";
import "./popover.js";
import "./quick-add.js";
import "./refresh.js";
import "./drag.js";
import "./move-keys.js";
import "./inplace.js";
import "./forms.js";
import "./seen.js";
import "./panel.js";
