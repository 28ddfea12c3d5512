using System.Text;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Redacts a text that arrives in pieces. For every cut into pieces the outputs together are
/// <see cref="Redactor.Redact(string, RedactionPlan, TokenSession)"/> of the whole, and no part of a region leaves before
/// the region is known whole. Memory is bounded by the longest rule and <see cref="Overlaps.MaxRegion"/>. Not
/// thread-safe.
/// </summary>
public sealed class StreamRedactor
{
    private const int MinBatch = 8;
    private const int MaxWindow = 256 * 1024;
    private const int MaxBehind = 64 * 1024;
    private const int MaxStall = 1024 * 1024;
    private const int MaxApplied = 10_000;

    private readonly Redactor redactor;
    private readonly RedactionPass pass;
    private readonly StringBuilder output = new();
    private char[] buffer = new char[4096];
    private int count;
    private int fresh;

    public StreamRedactor(Redactor redactor, RedactionPlan plan, TokenSession session)
    {
        ArgumentNullException.ThrowIfNull(redactor);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(session);
        this.redactor = redactor;
        pass = new RedactionPass(redactor, plan, session, 0, MaxApplied);
    }

    /// <summary>
    /// How many units a text without findings is delayed by at most. Only an opened format without a bound of its own (a
    /// key block) is withheld longer, until it ends or is too long to be one; where a plan asks for names, so is the sentence that is being written.
    /// </summary>
    public int HoldBack
    {
        get
        {
            var least = Math.Max(redactor.Scanner.HoldBack, StandIns.MaxLength);
            return least + Batch(least) + SpanExpander.MaxLength + 1;
        }
    }

    /// <summary>What was done so far, at most the first 10,000.</summary>
    public IReadOnlyList<AppliedFinding> Applied => pass.Applied;

    /// <summary>How many regions were found so far, per kind.</summary>
    public IReadOnlyDictionary<string, long> Counts => pass.Counts;

    /// <summary>The strictest action so far. On Hold and Block the caller stops; what left is masked.</summary>
    public GuardAction Strictest => pass.Strictest;

    /// <summary>Takes the next piece; gives what may leave now.</summary>
    public string Append(ReadOnlySpan<char> piece)
    {
        Append(piece, output);
        return Take();
    }

    /// <summary>Ends the text; gives what was held back.</summary>
    public string Complete()
    {
        Complete(output);
        return Take();
    }

    internal void Append(ReadOnlySpan<char> piece, StringBuilder destination)
    {
        while (piece.Length > 0)
        {
            var room = Math.Min(piece.Length, Math.Max(MaxWindow - count, MinBatch));
            if (count + room > buffer.Length)
            {
                Array.Resize(ref buffer, Math.Max(2 * buffer.Length, count + room));
            }

            piece[..room].CopyTo(buffer.AsSpan(count));
            piece = piece[room..];
            count += room;
            fresh += room;

            // Scanning what is unsettled anew for every character would be quadratic; a share of it at a time is not.
            if (fresh >= Batch(count - pass.Scanned))
            {
                Advance(isLast: false, destination);
            }
        }
    }

    internal void Complete(StringBuilder destination) => Advance(isLast: true, destination);

    private static int Batch(int unsettled) => Math.Max(MinBatch, unsettled / 8);

    private void Advance(bool isLast, StringBuilder destination)
    {
        // Half a surrogate pair is not yet a character.
        var usable = !isLast && count > 0 && char.IsHighSurrogate(buffer[count - 1]) ? count - 1 : count;
        pass.Advance(buffer.AsSpan(0, usable), isLast, destination);
        if (!isLast && count - pass.Released > MaxStall)
        {
            // Only a flood of invisible characters stalls this long. What stands so far is decided as if the text ended.
            pass.Advance(buffer.AsSpan(0, usable), isLast: true, destination);
        }

        fresh = 0;
        var keep = KeepFrom();
        if (keep > 0)
        {
            buffer.AsSpan(keep, count - keep).CopyTo(buffer);
            count -= keep;
            pass.Shift(keep);
        }
    }

    /// <summary>
    /// Where the next window starts: far enough before what is undecided for the scanner, which counts normalised units.
    /// Three jamo make one of them, any ASCII unit makes one, invisible units and marks make none.
    /// </summary>
    private int KeepFrom()
    {
        var keep = Math.Min(Math.Min(pass.Released, pass.Scanned), pass.Needed);
        var least = Math.Max(0, keep - MaxBehind);
        for (var need = 3 * redactor.Scanner.KeepBehind; keep > least && need > 0; keep--)
        {
            var weight = buffer[keep] < 0x80 ? 3 : 1;
            need -= Normaliser.IsBoundary(buffer.AsSpan(0, count), keep) ? weight : 0;
        }

        while (keep > 0 && !(char.IsAscii(buffer[keep - 1]) && Normaliser.IsBoundary(buffer.AsSpan(0, count), keep)) && keep > least - MinBatch)
        {
            keep--;
        }

        return Math.Max(keep, 0);
    }

    private string Take()
    {
        var result = output.ToString();
        output.Clear();
        return result;
    }
}
