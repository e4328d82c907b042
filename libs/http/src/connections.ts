import { AsyncResource } from 'node:async_hooks';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { untilAllAreRead } from '@pocket/problem-details';

/** Requests that may wait on one connection for the answer before theirs; a client that sends more ahead is cut off. */
const mostAhead = 32;
/** Bytes of answers, over all connections, that clients have not taken yet. */
const mostUnread = 64 * 1024 * 1024;

/** A request that is being answered, and what happens on its connection after it. */
interface Turn {
  request: IncomingMessage;
  next: (() => void)[];
}

/**
 * Answers the requests of a connection one after another, whatever Node has read ahead. So a client that asks and does not
 * read makes one answer wait, and what cannot be read is refused after the answers to what came before it. The requests of all
 * connections that arrive together are read before the first is begun (decision 17).
 */
export class Connections {
  /** The one that was served or opened last is at the end. */
  private readonly open = new Set<Socket>();
  private readonly turns = new Map<Socket, Turn>();
  /** Bytes by connection; what waits longest is at the beginning. */
  private readonly unread = new Map<Socket, number>();
  private unreadBytes = 0;
  private readonly listeners: RequestListener[];

  /** With more connections than `limit`, one ends: the least recently served of those that are not being answered. */
  constructor(
    server: Server,
    private readonly limit: number,
  ) {
    this.listeners = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => this.take(request, response));
    server.on('connection', (socket) => this.add(socket));
  }

  /** Runs what answers an error of the parser, once the requests before it are answered. */
  afterAnswers(socket: Socket, work: () => void): void {
    const turn = this.turns.get(socket);
    // An error within the body of a request is that request's own.
    if (turn?.request.complete) turn.next.push(work);
    else work();
  }

  private add(socket: Socket): void {
    this.open.add(socket);
    socket.once('close', () => {
      this.open.delete(socket);
      this.forget(socket);
    });
    if (this.open.size > this.limit) this.leastBusy(socket)?.destroy();
  }

  /** The least recently served one that waits for its client; where all others are being answered, the first of those. */
  private leastBusy(added: Socket): Socket | undefined {
    for (const socket of this.open)
      if (socket !== added && !this.turns.get(socket)?.request.complete) return socket;
    return first(this.open);
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    // Node goes on with what it had received before.
    if (!socket.writable) return;
    const turn = this.turns.get(socket);
    if (!turn) this.answer(request, response, []);
    else if (turn.next.length >= mostAhead) cutOff(socket);
    else turn.next.push(AsyncResource.bind(() => this.answer(request, response, turn.next)));
  }

  private answer(request: IncomingMessage, response: ServerResponse, next: Turn['next']): void {
    const { socket } = request;
    this.turns.set(socket, { request, next });
    response.on('prefinish', () => this.note(socket));
    response.on('close', () => {
      this.forget(socket);
      this.turns.delete(socket);
      // After an answer that says `Connection: close` nothing that was sent ahead is done.
      if (!socket.writable) return;
      this.open.delete(socket);
      this.open.add(socket);
      next.shift()?.();
    });
    void this.begin(request, response);
  }

  private async begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await untilAllAreRead(request);
    // Nothing would tell Fastify any more that it is closed.
    if (response.destroyed) return;
    for (const listener of this.listeners) listener(request, response);
  }

  /** The answer is complete; what the client has not taken of it stays in memory. */
  private note(socket: Socket): void {
    if (socket.writableLength === 0) return;
    this.unread.set(socket, socket.writableLength);
    this.unreadBytes += socket.writableLength;
    while (this.unreadBytes > mostUnread) {
      const longest = first(this.unread.keys())!;
      this.forget(longest);
      longest.destroy();
    }
  }

  private forget(socket: Socket): void {
    this.unreadBytes -= this.unread.get(socket) ?? 0;
    this.unread.delete(socket);
  }
}

/**
 * Ends a connection together with what Node has received and not parsed yet: of 64 KiB it would make 1,700 requests more, which
 * stay in memory until all that happens at the same time has been looked at.
 */
function cutOff(socket: Socket): void {
  const { parser } = socket as { parser?: { onIncoming?: unknown } | null };
  // Not part of Node's documented interface; where it is missing, only memory is lost. 2 means that no HTTP follows.
  if (parser?.onIncoming) parser.onIncoming = () => 2;
  socket.destroy();
}

function first<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}
