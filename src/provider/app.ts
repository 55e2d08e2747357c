import { Hono } from 'hono';
import { createFace, toResponse, type FaceOptions } from './face';

export type AppOptions = FaceOptions;

/** The provider as a Hono app, to be mounted in another one. */
export function createApp(options: AppOptions): Hono {
  const face = createFace(options);
  return new Hono().all('*', async (context) => toResponse(await face(context.req.raw)));
}
