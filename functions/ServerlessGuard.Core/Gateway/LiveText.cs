using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// One text of a live stream on its way to the client. Leaking instructions ends the stream before the piece that completes them.
/// </summary>
internal sealed class LiveText(IContentStream stream, InstructionLeakDetector? leakage, bool inJson)
{
    private readonly EscapeDetector _escapes = new(inJson);
    private string _half = "";

    public IContentStream Stream => stream;

    /// <summary>Throws <see cref="GuardFailedException"/> where the session cannot open one.</summary>
    public static LiveText Open(IContentSession session, RedactionPlan plan, bool restore, bool inJson, InstructionLeakDetector? leakage) =>
        new(Guarded(() => session.OpenStream(plan, restore, inJson)), leakage, inJson);

    public string Push(string text)
    {
        text = Joined(text);
        if (_escapes.Push(text))
        {
            throw new ContentRefusedException("content.escaped", "The answer is JSON that spells plain characters as escapes, or a number by an exponent.");
        }

        return Checked(Guarded(() => stream.Push(text)), false);
    }

    public string Complete()
    {
        var half = _half.Length > 0 ? Checked(Guarded(() => stream.Push("\uFFFD")), false) : "";
        _half = "";
        return half + Checked(Guarded(stream.Complete), true);
    }

    /// <summary>The piece with the half character that the last one ended with, and without the half that it ends with.</summary>
    private string Joined(string piece)
    {
        piece = _half + piece;
        _half = piece.Length > 0 && char.IsHighSurrogate(piece[^1]) ? piece[^1..] : "";
        return TextPiece.Whole(piece[..^_half.Length]);
    }

    private string Checked(string released, bool isLast)
    {
        GatewayTelemetry.Withheld(stream.Withheld);
        if (leakage is not null && (leakage.Push(released) || (isLast && leakage.Complete())))
        {
            throw new ContentRefusedException(leakage.Reason!, "The answer repeats the application's instructions.");
        }

        return released;
    }

    private static T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new GuardFailedException("inspection", failure);
        }
    }
}
