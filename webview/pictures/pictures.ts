import type { PictureKind } from "../picture/pictureKind";
import { gradient } from "./gradients/gradientPicture";
import { information } from "./information/informationPicture";
import { loss } from "./losses/lossPicture";
import { plane } from "./plane/planePicture";

/** Every picture, in the order of the page. A new one is a folder, and its name here. */
export const PICTURES = [plane, gradient, information, loss] as const;

type Kind = (typeof PICTURES)[number];
export type PictureName = Kind["name"];

/** The view-model of every picture. */
export type PictureViews = {
  readonly [Name in PictureName]: Extract<Kind, { readonly name: Name }> extends PictureKind<Name, infer View>
    ? View
    : never;
};

/** The pictures as kinds of any view-model: who asks gives each its own. */
export const KINDS: readonly PictureKind<PictureName>[] = [...PICTURES];
