import { act, cleanup, render, screen } from "@testing-library/react";
import { Component, type ComponentType, type ReactNode, Suspense } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { forgetFailedViews, lateView } from "./late-view.tsx";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    const again = () => {
      forgetFailedViews();
      this.setState({ failed: false });
    };
    return this.state.failed ? (
      <button type="button" onClick={again}>
        again
      </button>
    ) : (
      this.props.children
    );
  }
}

const Shown = ({ name }: { name: string }) => <p>{`hello ${name}`}</p>;

const show = (View: ComponentType<{ name: string }>) =>
  act(async () => {
    render(
      <Boundary>
        <Suspense fallback="waiting">
          <View name="you" />
        </Suspense>
      </Boundary>,
    );
  });

test("a view whose code could not be fetched is fetched again when the user asks, not before", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  let isGone = true;
  let fetches = 0;
  const { View } = lateView(async () => {
    fetches += 1;
    if (isGone) throw new Error("Lathe does not answer");
    return Shown;
  });
  await show(View);
  expect(fetches).toBe(1);
  isGone = false;
  await act(async () => screen.getByText("again").click());
  expect(screen.getByText("hello you")).toBeDefined();
});

test("a view fetched ahead is there when Lathe does not answer", async () => {
  let fetches = 0;
  const { View, fetchAhead } = lateView(async () => {
    fetches += 1;
    if (fetches > 1) throw new Error("Lathe does not answer");
    return Shown;
  });
  fetchAhead();
  await show(View);
  expect(screen.getByText("hello you")).toBeDefined();
});

test("a fetch ahead that failed does not spoil the view", async () => {
  let isGone = true;
  const { View, fetchAhead } = lateView(async () => {
    if (isGone) throw new Error("Lathe does not answer");
    return Shown;
  });
  await act(async () => fetchAhead());
  isGone = false;
  await show(View);
  expect(screen.getByText("hello you")).toBeDefined();
});
