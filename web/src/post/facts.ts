// Small facts of a post, made safe to show.
import type { EventGone, Post } from '../api/types';

/** Only web addresses may be opened: a feed can carry `javascript:`. */
export function safeLink(url: string | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}

/** `file:shop` as "shop", `bluesky` as "Bluesky". */
export function sourceName(source: string): string {
  const name = source.slice(source.indexOf(':') + 1) || source;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A value for `lang`, so that a screen reader speaks the post in its own tongue. */
export function textLanguage(code: string | undefined): string | undefined {
  return code && /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(code) && code !== 'und' ? code : undefined;
}

/** Whether the post is what is gone, or of the author who is. */
export function isGone(post: Post, gone: EventGone): boolean {
  return post.source === gone.source && (gone.author ? post.author?.id === gone.author : post.id === gone.id);
}

/** What tells two posts apart, and one from its own echo in the live stream. */
export function keyOf(post: { source: string; id: string }): string {
  return `${post.source}\n${post.id}`;
}
