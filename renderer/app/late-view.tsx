import { type ComponentType, use } from "react";

const failed = new Set<() => void>();

/**
 * A view whose code is fetched when it is first shown, or earlier by `fetchAhead`. A fetch that failed is shown as the
 * view's failure until `forgetFailedViews`.
 */
export function lateView<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let code: Promise<ComponentType<Props>> | null = null;

  function fetchCode(): Promise<ComponentType<Props>> {
    if (code !== null) return code;
    const fetching = load();
    code = fetching;
    fetching.catch(() =>
      failed.add(() => {
        if (code === fetching) code = null;
      }),
    );
    return fetching;
  }

  function LateView(props: Props) {
    const View = use(fetchCode());
    return <View {...props} />;
  }

  /** The view is then there also while Lathe does not answer. */
  const fetchAhead = (): void => {
    fetchCode().catch(forgetFailedViews);
  };
  return { View: LateView, fetchAhead };
}

/** The next time they are shown they are fetched again. */
export function forgetFailedViews(): void {
  for (const forget of failed) forget();
  failed.clear();
}
