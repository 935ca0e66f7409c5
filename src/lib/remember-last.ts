/** The last answer of a pure function, for arguments that come many times in a row. */
export function rememberLast<Argument, Answer>(
  compute: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  let last: { readonly argument: Argument; readonly answer: Answer } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, answer: compute(argument) };
    return last.answer;
  };
}
