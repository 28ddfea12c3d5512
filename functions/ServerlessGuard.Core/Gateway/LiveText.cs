using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Gateway;

/// <summary>One text of a live stream on its way to the client. Leaking instructions ends the stream before the piece that completes them.</summary>
internal sealed class LiveText(IContentStream stream, LeakageWatch? leakage)
{
    public IContentStream Stream => stream;

    public string Push(string text) => Checked(Guarded(() => stream.Push(text)), false);

    public string Complete() => Checked(Guarded(stream.Complete), true);

    private string Checked(string released, bool isLast)
    {
        GatewayTelemetry.Withheld(stream.Withheld);
        if (leakage is not null && (leakage.Push(released) || (isLast && leakage.Complete())))
        {
            throw new ContentRefusedException(leakage.Reason!, "The answer repeats the application's instructions.");
        }

        return released;
    }

    private static string Guarded(Func<string> act)
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
