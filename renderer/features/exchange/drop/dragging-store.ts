import { create } from "zustand";

/** Whether files are being dragged over the window that would be imported if they were let go. */
export const useDragging = create<{ isOver: boolean }>(() => ({ isOver: false }));

export const showDragging = (isOver: boolean): void => {
  if (useDragging.getState().isOver !== isOver) useDragging.setState({ isOver });
};
