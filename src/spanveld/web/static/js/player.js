// @ts-check
/** The recording of a conversation: plays from the time mark at or before the cursor, and shows where it is. */
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */

export class Player {
  /** @param {App} app @param {HTMLAudioElement | null} audio */
  constructor(app, audio) {
    this.app = app;
    this.audio = audio;
    const marks = app.text.paragraphs.flatMap((paragraph, place) =>
      paragraph.milliseconds === null ? [] : [{ place, seconds: paragraph.milliseconds / 1000 }],
    );
    this.marks = marks.sort((a, b) => a.seconds - b.seconds);
    audio?.addEventListener("timeupdate", () => this.#follow());
    audio?.addEventListener("pause", () => this.#show(-1));
    audio?.addEventListener("error", () => app.tell(t("The recording cannot be played.")));
  }

  /** Play from the cursor, or pause. */
  toggle() {
    const { audio, app } = this;
    if (!audio) return app.tell(t("This text has no recording."));
    if (!audio.paused) {
      audio.pause();
      return app.tell(t("Paused."));
    }
    const place = app.text.paragraphAt(app.cursor.span?.start ?? 0);
    const mark = this.marks.findLast((one) => one.place <= place);
    if (mark) audio.currentTime = mark.seconds;
    audio.play().then(
      () => app.tell(t("Playing from {time}.", { time: clock(audio.currentTime) })),
      () => app.tell(t("The recording cannot be played.")),
    );
  }

  #follow() {
    if (!this.audio || this.audio.paused) return;
    const now = this.audio.currentTime;
    this.#show(this.marks.findLast((mark) => mark.seconds <= now)?.place ?? -1);
  }

  /** @param {number} place */
  #show(place) {
    this.app.text.root.querySelector(".playing")?.classList.remove("playing");
    if (place >= 0) this.app.text.elements[place].parentElement?.classList.add("playing");
  }
}

/** @param {number} seconds */
function clock(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
