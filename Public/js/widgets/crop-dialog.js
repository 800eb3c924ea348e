/*
 * A picture is cut here, so that what is sent is what is meant: drawn on a canvas, moved by pointer or keys, made larger by a slider.
 * The server writes it anew all the same.
 */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { upload } from "../core/api.js";
import { busy, openDialog } from "./dialog.js";
import { banner, explain } from "./states.js";

const width = 800;            // of what is sent
const step = 20;              // points that an arrow moves

/** Opens for a file; `done(path)` once the server has it. `ratio`: width by height. */
export async function cropPicture(file, { ratio = 1, round = false, done }) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const height = Math.round(width / ratio);
  const dialog = openDialog(t("picture.crop"), image ? tools(width, height, round) : unreadable());
  if (!image) return;
  const crop = new Crop(image, dialog.querySelector("canvas"));
  dialog.addEventListener("close", () => image.close());
  const slider = dialog.querySelector("input");
  slider.addEventListener("input", () => crop.scale(Number(slider.value)));
  const save = dialog.querySelector("[data-save]");
  save.addEventListener("click", () => busy(save, async () => {
    try {
      const { picture } = await upload("/pictures", await crop.blob());
      dialog.close();
      await done(picture);
    } catch (problem) { render(dialog.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); }
  }));
}

const unreadable = () => html`
  ${banner("danger", "alert", t("picture.unreadable"))}
  <div class="actions"><button class="button" type="button" data-close>${t("action.close")}</button></div>
`;

const tools = (across, down, round) => html`
  <p class="hint">${t("picture.crop.words")}</p>
  <canvas
    class="crop${round ? " round" : ""}"
    width="${across}"
    height="${down}"
    tabindex="0"
    role="img"
    aria-label="${t("picture.part")}">
  </canvas>
  <div class="field">
    <label for="crop-scale">${t("picture.scale")}</label>
    <input id="crop-scale" type="range" min="1" max="4" step="0.01" value="1">
  </div>
  <div data-says></div>
  <div class="actions">
    <button class="button" type="button" data-close>${t("action.cancel")}</button>
    <button class="button primary" type="button" data-save>${t("picture.use")}</button>
  </div>
`;

/** The part of an image that a canvas shows: its middle, and how large it is drawn. */
class Crop {
  #image;
  #canvas;
  #scale = 1;
  #middle;

  constructor(image, canvas) {
    this.#image = image;
    this.#canvas = canvas;
    this.#middle = { x: image.width / 2, y: image.height / 2 };
    canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      const shown = canvas.width / canvas.clientWidth;
      this.#move(-event.movementX * shown, -event.movementY * shown);
    });
    canvas.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
      if (!way) return;
      event.preventDefault();
      this.#move(...way);
    });
    this.#draw();
  }

  scale(value) {
    this.#scale = value;
    this.#draw();
  }

  blob() {
    return new Promise((resolve, reject) => {
      this.#canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("nothing drawn"))), "image/webp", 0.9);
    });
  }

  /** Points of the canvas for one of the image; at least so many that no edge stays empty. */
  get #factor() {
    return Math.max(this.#canvas.width / this.#image.width, this.#canvas.height / this.#image.height) * this.#scale;
  }

  #move(x, y) {
    this.#middle = { x: this.#middle.x + x / this.#factor, y: this.#middle.y + y / this.#factor };
    this.#draw();
  }

  #draw() {
    const { width: across, height: down } = this.#canvas;
    const [wide, high] = [across / this.#factor, down / this.#factor];
    const within = (value, half, whole) => Math.min(Math.max(value, half), whole - half);
    this.#middle = { x: within(this.#middle.x, wide / 2, this.#image.width), y: within(this.#middle.y, high / 2, this.#image.height) };
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, across, down);
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#image, this.#middle.x - wide / 2, this.#middle.y - high / 2, wide, high, 0, 0, across, down);
  }
}
