using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>
/// Draws the changes of an edit: by words in ordinary texts, by lines in long ones. It does not compare texts that are
/// longer still, because the work grows with length times difference.
/// </summary>
internal static class CaseDiff
{
    private const int MostWords = 20_000;
    private const int MostLines = 200_000;

    public static Html Draw(CaseContent original, CaseContent edited) => $"""
        <section class="panel" aria-labelledby="diff">
        <h2 id="diff">Changes</h2>
        {edited.Texts.Select(text => (Before: Find(original, text.Path), After: text)).Where(static pair => pair.Before != pair.After.Text).Select(static pair => One(pair.Before, pair.After))}
        </section>
        """;

    private static string Find(CaseContent content, string path) => content.Texts.FirstOrDefault(text => text.Path == path)?.Text ?? "";

    private static Html One(string before, CaseText after) => $"""
        <h3 class="hint">{after.Role}</h3>
        <div class="diff">{Pieces(before, after.Text)}</div>
        """;

    private static IEnumerable<Html> Pieces(string before, string after)
    {
        var length = before.Length + after.Length;
        if (length > MostLines)
        {
            return [$"<p class=\"hint\">This text is too long to compare.</p>"];
        }

        IChunker chunker = length > MostWords ? new LineEndingsPreservingChunker() : new WordChunker();
        return Pieces(Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, chunker));
    }

    private static IEnumerable<Html> Pieces(DiffResult diff)
    {
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            yield return Same(diff.PiecesOld, at, block.DeleteStartA);
            at = block.DeleteStartA + block.DeleteCountA;
            if (block.DeleteCountA > 0)
            {
                yield return $"<del>{Same(diff.PiecesOld, block.DeleteStartA, at)}</del>";
            }

            if (block.InsertCountB > 0)
            {
                yield return $"<ins>{Same(diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB)}</ins>";
            }
        }

        yield return Same(diff.PiecesOld, at, diff.PiecesOld.Count);
    }

    private static Html Same(IReadOnlyList<string> pieces, int from, int to) =>
        MarkedText.Draw(string.Concat(pieces.Skip(from).Take(to - from)), []);
}
