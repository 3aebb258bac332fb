/** Small plain civilian symbols, drawn when the map first asks for them. */

const ratio = 2;
const box = 24;

/** What happened, by class: lines on a grid of 24 around 12, 12. */
export const glyphs: Record<string, string> = {
  heavy_fire: 'M12 7.4v9.2M8 9.7l8 4.6M16 9.7l-8 4.6',
  direct_fire: 'M8 12h.01M12 12h.01M16 12h.01',
  other_fire: 'M15.2 12a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0Z',
  long_range: 'M12 7.5v8.5M8.6 12.8l3.4 3.4 3.4-3.4',
  ground_movement: 'M8 8.5l3.5 3.5L8 15.5M12.5 8.5L16 12l-3.5 3.5',
  drones: 'M8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4',
  heavy_weapons: 'M8 9.5h8v5H8z',
  infrastructure: 'M8 15.8v-4.8l4-3.5 4 3.5v4.8z',
};
export const otherGlyph = 'M12 11.5v1';
export const glyphWidth = (kind: string) => (kind === 'direct_fire' ? 2.4 : kind in glyphs ? 1.7 : 3.6);

export interface Ink {
  ink: string;
  ink2: string;
  ink3: string;
  surface: string;
  land: string;
  line: string;
}

function canvas(size: number, draw: (pen: CanvasRenderingContext2D) => void): ImageData {
  const element = document.createElement('canvas');
  element.width = element.height = size * ratio;
  const pen = element.getContext('2d', { willReadFrequently: true })!;
  pen.scale(ratio, ratio);
  pen.lineCap = pen.lineJoin = 'round';
  draw(pen);
  return pen.getImageData(0, 0, size * ratio, size * ratio);
}

function glyph(pen: CanvasRenderingContext2D, kind: string, colour: string) {
  pen.strokeStyle = colour;
  pen.lineWidth = glyphWidth(kind);
  pen.stroke(new Path2D(glyphs[kind] ?? otherGlyph));
}

function disc(pen: CanvasRenderingContext2D, radius: number, fill: string) {
  pen.beginPath();
  pen.arc(box / 2, box / 2, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
}

/** An incident: its class in a ring that says its status. Verified is full, an allegation is broken. */
function incident(kind: string, status: string, c: Ink) {
  return canvas(box, (pen) => {
    disc(pen, 11, c.surface);
    const ring = status === 'verified' || status === 'open' ? c.ink : c.ink3;
    disc(pen, 9.5, status === 'verified' ? c.ink : c.surface);
    pen.strokeStyle = ring;
    pen.lineWidth = 1.5;
    if (status === 'alleged') pen.setLineDash([3, 2.6]);
    pen.beginPath();
    pen.arc(12, 12, 9.2, 0, 2 * Math.PI);
    pen.stroke();
    pen.setLineDash([]);
    glyph(pen, kind, status === 'verified' ? c.surface : ring);
    if (status === 'refuted') pen.stroke(new Path2D('M5.5 18.5l13-13'));
  });
}

/** The class alone, for the middle of a circle: no ring, so that nobody takes it for a place. */
function bare(kind: string, c: Ink) {
  return canvas(box, (pen) => {
    pen.globalAlpha = 0.85;
    pen.lineWidth = 4.5;
    pen.strokeStyle = c.land;
    pen.stroke(new Path2D(glyphs[kind] ?? otherGlyph));
    pen.globalAlpha = 1;
    glyph(pen, kind, c.ink2);
  });
}

/** A cluster: a ring whose parts are the statuses in it. The count is text over it. */
function cluster(counts: number[], c: Ink) {
  const total = counts.reduce((a, b) => a + b, 0);
  const size = total < 10 ? 30 : total < 100 ? 36 : 44;
  return canvas(size, (pen) => {
    const middle = size / 2;
    pen.beginPath();
    pen.arc(middle, middle, middle - 1, 0, 2 * Math.PI);
    pen.fillStyle = c.surface;
    pen.fill();
    const colours = [c.ink, c.ink3, c.line, c.line];
    let from = -Math.PI / 2;
    pen.lineCap = 'butt';
    pen.lineWidth = 3;
    counts.forEach((count, i) => {
      if (count === 0) return;
      const until = from + (count / total) * 2 * Math.PI;
      pen.strokeStyle = colours[i]!;
      pen.setLineDash(i === 2 ? [3, 2] : []);
      pen.beginPath();
      pen.arc(middle, middle, middle - 3, from, until);
      pen.stroke();
      from = until;
    });
  });
}

function hatch(c: Ink) {
  const size = 12;
  return canvas(size, (pen) => {
    pen.strokeStyle = c.ink3;
    pen.globalAlpha = 0.55;
    pen.lineWidth = 0.9;
    for (const shift of [-size, 0, size]) {
      pen.beginPath();
      pen.moveTo(shift, size);
      pen.lineTo(shift + size, 0);
      pen.stroke();
    }
  });
}

function facility(c: Ink) {
  return canvas(box, (pen) => {
    pen.fillStyle = c.surface;
    pen.strokeStyle = c.ink2;
    pen.lineWidth = 1.4;
    pen.beginPath();
    pen.rect(7.5, 7.5, 9, 9);
    pen.fill();
    pen.stroke();
  });
}

/** Draws what a name asks for: incident|class|status, bare|class, cluster|n|n|n|n, hatch, facility. */
export function drawSymbol(name: string, colours: Ink): { image: ImageData; pixelRatio: number } | null {
  const [kind, ...rest] = name.split('|');
  const image =
    kind === 'incident'
      ? incident(rest[0]!, rest[1]!, colours)
      : kind === 'bare'
        ? bare(rest[0]!, colours)
        : kind === 'cluster'
          ? cluster(rest.map(Number), colours)
          : kind === 'hatch'
            ? hatch(colours)
            : kind === 'facility'
              ? facility(colours)
              : null;
  return image && { image, pixelRatio: ratio };
}
