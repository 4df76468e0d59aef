// Requests to the server. Whatever goes wrong is an ApiError whose message can be shown.

import type { Problem } from "./answers";

export class ApiError extends Error {
  constructor(
    readonly status: number, // 0: there was no answer
    message: string,
  ) {
    super(message);
  }
}

const tokenKey = "copytrace-token";
let token = "";

// The token stands behind the # of the address that the program prints; it is kept for this tab
// alone, and taken out of the address.
export function takeToken(): void {
  try {
    token = sessionStorage.getItem(tokenKey) ?? "";
  } catch {
    token = ""; // storage is forbidden: the token lives as long as the page
  }
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given === null) return;
  setToken(given);
  history.replaceState(history.state, "", location.pathname + location.search);
}

export function setToken(given: string): void {
  token = given;
  try {
    sessionStorage.setItem(tokenKey, given);
  } catch {
    return;
  }
}

async function answerOf(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== "") headers.set("Authorization", `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: "omit", redirect: "error" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, "The server does not answer. Is `copytrace serve` still running?");
  }
  if (response.ok) return response;
  let message = `${response.status} ${response.statusText}`;
  try {
    message = ((await response.json()) as Problem).detail;
  } catch {
    // No problem document: the status must do.
  }
  throw new ApiError(response.status, message);
}

// The answer as it came, for a file.
export async function getText(path: string): Promise<string> {
  return (await answerOf(path, {})).text();
}

export async function get<Answer>(
  path: string,
  parameters: URLSearchParams | Record<string, string | number>,
  signal?: AbortSignal,
): Promise<Answer> {
  const query =
    parameters instanceof URLSearchParams
      ? parameters.toString()
      : new URLSearchParams(
          Object.entries(parameters).map(([name, value]) => [name, String(value)]),
        ).toString();
  const response = await answerOf(query === "" ? path : `${path}?${query}`, { signal });
  return (await response.json()) as Answer;
}

export async function post<Answer>(
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await answerOf(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Copytrace": "1" },
    body: JSON.stringify(body),
    signal,
  });
  return (await response.json()) as Answer;
}
