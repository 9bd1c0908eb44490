// How a post is read, and what people here say is right of it.
import type { Client } from './client';
import type { Mood, Post, Reading } from './types';

export interface Correction {
  by: { id: string; name: string };
  at: string;
  read: { mood: Mood; lang: string };
  right: { mood: Mood | null; lang: string | null };
  standing: 'holds' | 'undone' | 'replaced' | 'void';
}

export interface Judged {
  mood: Mood;
  lang: string;
  corrected: ('mood' | 'lang')[];
  ours: { mood: Mood; lang: string };
  correction: Correction | null;
}

/** Null takes a correction back; what is not named stays. */
export interface Right {
  mood?: Mood | null;
  lang?: string | null;
}

/** A post as it is read after somebody has corrected it. */
export interface Said {
  reading: Reading;
  correction: Correction | null;
}

export class ReadingsDoor {
  constructor(private readonly client: Client) {}

  judged = (post: Post) => this.client.send<Judged>('GET', this.path(post));

  /** Of the version on the screen: another one is a conflict. */
  async correct(post: Post, right: Right): Promise<Said> {
    const { correction } = await this.client.send<Judged>('POST', this.path(post), {}, { ...right, edited_at: post.edited_at ?? null });
    return { reading: (await this.client.post(post)).vigie, correction };
  }

  private path({ source, id }: Post): string {
    return `posts/${encodeURIComponent(source)}/${encodeURIComponent(id)}/reading`;
  }
}
