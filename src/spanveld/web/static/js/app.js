// @ts-check
/** What the parts of the reading page share; types only. */

/**
 * @typedef {object} App
 * @property {HTMLElement} sheet
 * @property {import("./text.js").TextMap} text
 * @property {import("./codebook.js").Codes} codes
 * @property {import("./model.js").Model} model
 * @property {import("./outbox.js").Outbox} outbox
 * @property {import("./view.js").View} view
 * @property {import("./paint.js").Painter} painter
 * @property {import("./cursor.js").Cursor} cursor
 * @property {import("./actions.js").Actions} actions
 * @property {import("./ties.js").Ties} ties
 * @property {string} active the passage meant, where several lie under the cursor; "" for none
 * @property {(message: string) => void} tell to everyone: in the status line and to a screen reader
 * @property {(message: string) => void} say to a screen reader only
 * @property {() => void} refresh draw everything anew from the model
 * @property {() => void} toText put the focus on the text
 * @property {() => import("./types.js").Placed[]} shown the passages that the view lets be seen
 */

export {};
