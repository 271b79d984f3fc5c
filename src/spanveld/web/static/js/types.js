// @ts-check
/** The shapes that the server sends; types only. Positions are code points, half-open. */

/** @typedef {{code: string, coder: string}} Coding `code`: "layer/code" */

/**
 * @typedef {object} Passage `start` and `end` are null where its place is in doubt
 * @property {string} passage its name; "@uuid" until the server has named it
 * @property {number | null} start
 * @property {number | null} end
 * @property {string} coder
 * @property {string[]} voices
 * @property {string} voiced "turns", "given" or "nobody"
 * @property {string[]} about
 * @property {string} form "", "verbatim" or "condensed"
 * @property {boolean | null} hedged
 * @property {string} basis
 * @property {string} memo
 * @property {Coding[]} codes
 * @property {string[]} breaks what it lacks
 * @property {number} findings
 */

/** @typedef {Passage & {start: number, end: number}} Placed */

/**
 * @typedef {object} Paragraph
 * @property {number} number from 1
 * @property {number} start
 * @property {number} end
 * @property {string} text
 * @property {string} role
 * @property {string} participant
 * @property {number | null} milliseconds
 */

/** @typedef {{participant: string, function: string, parties: string[]}} Participant */
/** @typedef {{text: string, cites: {passage: string, against: boolean}[]}} Point */

/**
 * @typedef {object} Page
 * @property {string} source
 * @property {string} case
 * @property {number} version of the text
 * @property {number} sequence
 * @property {number} length
 * @property {string} actor
 * @property {Participant[]} participants
 * @property {Paragraph[]} paragraphs
 * @property {Passage[]} passages
 * @property {Point[]} overview
 * @property {string} reading
 * @property {boolean} recording
 * @property {string} [text_sha256]
 */

/** @typedef {{code: string, label: string, definition: string, parent: string, letter: string, style: number, count?: number}} Code */
/** @typedef {{layer: string, role: string, label: string, exclusive: boolean, open: boolean, off_by_default: boolean, key: string, codes: Code[]}} Layer */
/** @typedef {{key: string, codes: string[], label: string, dimension: number, kind: number}} PadKey */

/**
 * @typedef {object} Codebook
 * @property {string} language
 * @property {Layer[]} layers
 * @property {PadKey[]} pad
 * @property {{party: string, name: string, mentions: string[]}[]} parties
 * @property {Participant[]} participants
 * @property {string[]} coders
 * @property {string} actor
 */

/** @typedef {{layer: string, label: string}} Term a code of an open layer, by its label */

/**
 * @typedef {object} Change what a person did, until the server has it; `uuid` names it everywhere
 * @property {string} uuid
 * @property {"passage" | "coding" | "uncode" | "patch" | "remove" | "tie" | "untie" | "overview" | "reading" | "undo" | "redo"} op
 * @property {string} [passage] "@uuid" where the server has not named it yet
 * @property {number} [start]
 * @property {number} [end]
 * @property {string[]} [give]
 * @property {string[]} [take]
 * @property {Term[]} [terms]
 * @property {{[field: string]: any}} [fields]
 * @property {string[]} [points]
 * @property {string[]} [expected]
 * @property {string} [state]
 */

/** @typedef {{sequence: number, passage?: Passage | null, removed?: string[], source?: string, action?: string, label?: string, subjects?: any, finding?: string}} Answer */

export {};
