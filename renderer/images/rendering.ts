/**
 * How images get on a canvas: cornerstone's StackViewport in its CPU pipeline, which needs no graphics card and draws the
 * same everywhere. It is told what to show, and decides nothing: the state is the viewer's (viewerState.ts).
 */
import {
  cache,
  Enums,
  imageLoader,
  init,
  metaData,
  RenderingEngine,
  setUseCPURendering,
  StackViewport,
  utilities,
  type Types,
} from '@cornerstonejs/core';
import type { ImageSlice, ImageStack } from './imageStack.ts';
import type { View } from './placement.ts';
import type { Frame, Window } from './protocol.ts';

const SCHEME = 'consilium';
/** Bytes of decoded images that are kept, of all series together: a CT of 300 slices whole. */
const KEPT_BYTES = 152 * 1024 * 1024;
/** Canvas pixels for one of the image: seen from nearer, a pixel is a pixel. */
const NEAR = 4;

/** A decoded frame, as cornerstone keeps and draws it. */
export interface ShownImage {
  readonly drawn: Types.IImage;
  readonly frame: Frame;
  /** Something of it is missing, and filled up. */
  readonly cut: boolean;
}

const shownImages = new WeakMap<Types.IImage, ShownImage>();
const stacks = new Map<string, ImageStack>();
const slicesById = new Map<string, ImageSlice>();
const loading = new Map<string, Promise<ShownImage>>();
let isReady = false;
let numbers = 0;

function prepare(): void {
  if (isReady) return;
  isReady = true;
  init();
  setUseCPURendering(true);
  cache.setMaxCacheSize(KEPT_BYTES);
  imageLoader.registerImageLoader(SCHEME, (imageId) => ({ promise: load(imageId) }));
  metaData.addProvider((type: string, imageId: string) => metadataOf(type, slicesById.get(imageId)));
}

/** The images of one stack in cornerstone's cache, which evicts the ones that were seen longest ago. */
export class StackImages {
  readonly #name = `${SCHEME}:${String((numbers += 1))}`;
  readonly #ids = new Set<string>();

  constructor(stack: ImageStack) {
    prepare();
    stacks.set(this.#name, stack);
  }

  /** At once, where it is kept. */
  kept(slice: ImageSlice): ShownImage | null {
    const image = cache.getImage(this.#id(slice));
    return (image && shownImages.get(image)) ?? null;
  }

  /** Decoded for this call, or kept. Errors: CoreError with a code of src/imaging. */
  async image(slice: ImageSlice): Promise<ShownImage> {
    const id = this.#id(slice);
    const kept = this.kept(slice);
    if (kept !== null) return kept;
    const known = loading.get(id) ?? loadOnce(id);
    loading.set(id, known);
    return await known.finally(() => loading.delete(id));
  }

  /** Whether so many more bytes are kept without another image being given up. */
  static hasRoomFor(bytes: number): boolean {
    return cache.getBytesAvailable() >= bytes;
  }

  close(): void {
    stacks.delete(this.#name);
    for (const id of this.#ids) {
      slicesById.delete(id);
      if (cache.getImageLoadObject(id) !== undefined) cache.removeImageLoadObject(id);
    }
    this.#ids.clear();
  }

  #id(slice: ImageSlice): string {
    const id = `${this.#name}/${String(slice.file)}/${String(slice.frame)}`;
    if (!this.#ids.has(id)) {
      this.#ids.add(id);
      slicesById.set(id, slice);
    }
    return id;
  }
}

async function loadOnce(id: string): Promise<ShownImage> {
  const image = await imageLoader.loadImage(id);
  const shown = shownImages.get(image);
  if (shown === undefined) throw new TypeError('an image of another loader');
  // Larger than the cache: drawn, and decoded anew when it is wanted again. Of a closed stack: not kept.
  const isWanted = slicesById.has(id) && cache.getImageLoadObject(id) === undefined;
  if (isWanted && cache.isCacheable(image.sizeInBytes)) cache.putImageSync(id, image);
  return shown;
}

async function load(imageId: string): Promise<Types.IImage> {
  const slice = slicesById.get(imageId);
  const stack = stacks.get(imageId.slice(0, imageId.indexOf('/')));
  if (slice === undefined || stack === undefined) throw new TypeError('an image of a closed stack');
  const { cut, frame } = await stack.frame(slice);
  const drawn = drawnImage(imageId, slice, frame);
  shownImages.set(drawn, { drawn, frame, cut });
  return drawn;
}

/** Changes no shade. */
const STEP = 1e-6;

/**
 * Colours are drawn as they are: by the window that changes nothing, or nearly, since for the exact one cornerstone would
 * have a canvas of each image, and its pixels twice.
 */
const COLOURS = {
  low: 0,
  high: 255,
  slope: 1,
  intercept: 0,
  window: { center: 128, width: 256 + STEP },
} as const;

function drawnImage(imageId: string, { place }: ImageSlice, frame: Frame): Types.IImage {
  const { columns, rows, values } = frame;
  const isColour = frame.kind === 'colour';
  const { high, intercept, low, slope, window } = isColour ? COLOURS : frame;
  const [rowPixelSpacing, columnPixelSpacing] = place.spacing ?? place.aspect ?? [1, 1];
  const numberOfComponents = isColour ? 4 : 1;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: values,
    width: columns,
    height: rows,
    numberOfComponents,
  });
  return {
    imageId,
    minPixelValue: low,
    maxPixelValue: high,
    slope,
    intercept,
    windowCenter: window.center,
    windowWidth: window.width,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    getPixelData: () => values,
    getCanvas: () => document.createElement('canvas'),
    rows,
    columns,
    height: rows,
    width: columns,
    color: isColour,
    rgba: isColour,
    numberOfComponents,
    rowPixelSpacing,
    columnPixelSpacing,
    invert: !isColour && frame.inverted,
    sizeInBytes: values.byteLength,
    dataType: values.constructor.name as Types.PixelDataTypedArrayString,
    voxelManager,
  };
}

/** A viewport draws one frame in its own plane: where that plane lies in the patient is the viewer's to know (order.ts). */
const OWN_PLANE = {
  rowCosines: [1, 0, 0],
  columnCosines: [0, 1, 0],
  imageOrientationPatient: [1, 0, 0, 0, 1, 0],
  imagePositionPatient: [0, 0, 0],
} as const;

function metadataOf(type: string, slice: ImageSlice | undefined): object | undefined {
  if (slice === undefined) return undefined;
  const { columns, modality, reference, rows } = slice.opened;
  const [rowPixelSpacing, columnPixelSpacing] = slice.place.spacing ?? slice.place.aspect ?? [1, 1];
  switch (type) {
    case Enums.MetadataModules.IMAGE_PLANE:
      return {
        ...OWN_PLANE,
        rows,
        columns,
        rowPixelSpacing,
        columnPixelSpacing,
        frameOfReferenceUID: reference ?? '',
      };
    case Enums.MetadataModules.IMAGE_PIXEL:
      return { rows, columns };
    case Enums.MetadataModules.GENERAL_SERIES:
      return { modality };
    default:
      return undefined;
  }
}

/** What a pane shows of an image. */
export interface Wanted {
  readonly image: ShownImage;
  readonly view: View;
  /** Canvas pixels for a pixel of the image (placement.ts). */
  readonly scale: number;
  /** Of a gray image; null for colours. */
  readonly window: Window | null;
  /** Beyond what the file says. */
  readonly inverted: boolean;
}

/** One canvas. */
export class Pane {
  readonly #engine: RenderingEngine;
  readonly #viewport: StackViewport;
  #drawn: Types.IImage | null = null;

  constructor(element: HTMLDivElement) {
    prepare();
    this.#engine = new RenderingEngine(`engine ${String((numbers += 1))}`);
    const viewportId = `pane ${String(numbers)}`;
    this.#engine.enableElement({ viewportId, element, type: Enums.ViewportType.STACK });
    const viewport = this.#engine.getViewport(viewportId);
    if (!(viewport instanceof StackViewport)) throw new TypeError('a viewport of another kind');
    this.#viewport = viewport;
  }

  /** In canvas pixels, which are the screen's. */
  fill(): { readonly width: number; readonly height: number } {
    const { canvas, element } = this.#viewport;
    const width = Math.max(1, Math.round(element.clientWidth * window.devicePixelRatio));
    const height = Math.max(1, Math.round(element.clientHeight * window.devicePixelRatio));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    return { width, height };
  }

  /** Draws with the next picture of the screen. */
  show({ image, inverted, scale, view, window: shown }: Wanted): void {
    const viewport = this.#viewport;
    if (this.#drawn !== image.drawn) viewport.renderImageObject(image.drawn);
    this.#drawn = image.drawn;
    const { center, width } = shown ?? COLOURS.window;
    viewport.setProperties({
      // DICOM PS3.3 §C.11.2.1.2.1; a window of one value is a step.
      voiRange: { lower: center - width / 2, upper: center - 1 + width / 2 + (width <= 1 ? STEP : 0) },
      invert: inverted !== image.drawn.invert,
      interpolationType: scale < NEAR ? Enums.InterpolationType.LINEAR : Enums.InterpolationType.NEAREST,
    });
    this.#place(view, scale);
    viewport.render();
  }

  close(): void {
    this.#engine.destroy();
  }

  #place(view: View, scale: number): void {
    const viewport = this.#viewport;
    viewport.resetCamera();
    viewport.setViewPresentation({ rotation: view.turned, zoom: scale });
    viewport.setCamera({ flipHorizontal: view.flipped, flipVertical: false });
    const { focalPoint } = viewport.getCamera();
    const { spacing } = viewport.getImageData() ?? {};
    if (focalPoint === undefined || spacing === undefined) return;
    const [x, y] = [focalPoint[0] - view.pan.x * spacing[0], focalPoint[1] - view.pan.y * spacing[1]];
    viewport.setCamera({ focalPoint: [x, y, 0] });
  }
}
