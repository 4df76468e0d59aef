// Addresses to views. Every state that a reader may want to come back to, or send to somebody, is
// an address: links are followed here, and the browser's back and forward buttons work.

import { element } from "../../report/page/element";
import { ApiError } from "./api";
import type { Shell } from "./shell";
import { problem } from "./states";

export interface View {
  title: string;
  content: Node[];
}

// Draws what the address asks for. `signal` is aborted when the reader goes elsewhere.
export type ViewOf = (url: URL, signal: AbortSignal) => Promise<View>;

export interface Route {
  path: RegExp; // of the whole path
  section: string; // of the navigation
  view: ViewOf;
}

interface Place {
  scroll?: number;
}

const slow = 150; // ms until a view that is being fetched is announced as such

export class Router {
  private running = new AbortController();

  constructor(
    private readonly routes: Route[],
    private readonly shell: Shell,
    private readonly onUnauthorized: () => Node,
  ) {}

  start(): void {
    history.scrollRestoration = "manual";
    document.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("popstate", (event) => {
      void this.show((event.state as Place | null)?.scroll ?? 0);
    });
    void this.show((history.state as Place | null)?.scroll ?? 0);
  }

  go(address: string): void {
    this.keepScroll();
    this.shell.tell(null);
    history.pushState(null, "", address);
    void this.show(0);
  }

  // Notes a state that the view has drawn already.
  note(address: string, step: boolean): void {
    if (step) {
      this.keepScroll();
      history.pushState(null, "", address);
    } else {
      history.replaceState(history.state, "", address);
    }
  }

  async reload(): Promise<void> {
    await this.show(window.scrollY);
  }

  private keepScroll(): void {
    history.replaceState({ scroll: window.scrollY } satisfies Place, "");
  }

  private follow(event: MouseEvent): void {
    const link = (event.target as Element).closest("a");
    if (link === null || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const { href, target } = link;
    const url = new URL(href, location.href);
    if (target !== "" || url.origin !== location.origin) return;
    if (url.hash !== "" || link.hasAttribute("download") || url.pathname.startsWith("/api/")) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }

  private async show(scroll: number): Promise<void> {
    this.running.abort();
    const running = new AbortController();
    this.running = running;
    const url = new URL(location.href);
    const route = this.routes.find(({ path }) => path.test(url.pathname));
    const waiting = setTimeout(() => this.shell.setBusy(true), slow);
    let view: View;
    try {
      view =
        route === undefined
          ? this.trouble("Not found", "There is no such page here.")
          : await route.view(url, running.signal);
    } catch (error) {
      if (running.signal.aborted) return;
      view = this.failure(error);
    } finally {
      clearTimeout(waiting);
    }
    if (running.signal.aborted) return;
    this.shell.setBusy(false);
    this.shell.show(route?.section ?? "", view);
    window.scrollTo(0, scroll);
  }

  private failure(error: unknown): View {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) return { title: "Token", content: [this.onUnauthorized()] };
    const title = error.status === 404 ? "Not found" : "That did not work";
    return this.trouble(title, error.message, () => void this.reload());
  }

  private trouble(title: string, message: string, again?: () => void): View {
    return { title, content: [element("h1", {}, title), problem(message, again)] };
  }
}
