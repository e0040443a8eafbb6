import { narrow } from './state-picture-narrow.ts';
import type { Facts, Picture, PictureEvent } from './state-picture-shapes.ts';
import { small, wide } from './state-picture-wide.ts';

const drawings = { WIDE: wide, NARROW: narrow, SMALL: small };

/** The states of a key and what leads from one to the other, as shapes; a key made by Airlock is never pending import. */
export function statePicture(width: keyof typeof drawings, facts: Facts): Picture {
	const picture = drawings[width](facts);
	if (facts.origin === 'EXTERNAL') return picture;
	const importless = ({ event }: { event: PictureEvent }) =>
		event !== 'IMPORT' && event !== 'LOSE_MATERIAL';
	return {
		...picture,
		boxes: picture.boxes.filter(({ state }) => state !== 'PENDING_IMPORT'),
		arrows: picture.arrows.filter((arrow) => importless(arrow) && arrow.from !== 'PENDING_IMPORT'),
		labels: picture.labels.filter(importless)
	};
}
