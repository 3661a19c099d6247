/** How many posts are under way at once. The others can still be taken back. */
const mostUnderWay = 64

export interface Post {
  readonly id: string
  readonly text: string
}

/**
 * The own posts that the room has not accepted yet, oldest first.
 *
 * They keep their ids over any number of connections, so a post that is written twice is still one message.
 */
export class PostQueue {
  readonly #posts: Post[] = []
  /** How many of them, from the first, are written on this connection. */
  #underWay = 0

  get size(): number {
    return this.#posts.length
  }

  /** Puts a post at the end. False, and nothing added, if there is nothing in it. */
  add(id: string, text: string): boolean {
    if (text.trim() === '') return false
    this.#posts.push({ id, text })
    return true
  }

  /** The posts to write now. */
  next(): readonly Post[] {
    const due = this.#posts.slice(this.#underWay, mostUnderWay)
    this.#underWay += due.length
    return due
  }

  /** The room has decided on a post. Answers it; null if it is not here. */
  settle(id: string): Post | null {
    return this.#take(id, 0)
  }

  /** Takes a post back. False if it is not here, or under way. */
  remove(id: string): boolean {
    return this.#take(id, this.#underWay) !== null
  }

  /** The connection is gone: nobody can tell what arrived, so everything will be written again. */
  rewind(): void {
    this.#underWay = 0
  }

  /** Empties it; answers what was in it. */
  clear(): readonly Post[] {
    this.rewind()
    return this.#posts.splice(0)
  }

  #take(id: string, from: number): Post | null {
    const index = this.#posts.findIndex((post, index) => index >= from && post.id === id)
    const post = this.#posts[index]
    if (!post) return null
    this.#posts.splice(index, 1)
    if (index < this.#underWay) this.#underWay -= 1
    return post
  }
}
