import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./content-diff.module.css";

/** Draws its content when it comes near the view: a comparison of two hundred messages opens no hundred editors. */
export function WhenSeen({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      { rootMargin: "300px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return isSeen ? children : <div ref={place} className={classes.unseen} />;
}
