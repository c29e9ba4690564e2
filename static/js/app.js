import "./behaviours/theme.js"
import "./behaviours/menus.js"
import "./behaviours/dialogs.js"
import "./behaviours/copy.js"
