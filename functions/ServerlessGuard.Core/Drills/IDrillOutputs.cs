namespace ServerlessGuard.Core.Drills;

/// <summary>Sends one request of the drill's application through the same gateway engine that serves callers.</summary>
public interface IDrillOutputs
{
    /// <summary>The verdict's name (<c>allow</c>, <c>redact</c>, <c>hold</c>, <c>block</c>). Throws <see cref="DrillException"/> when there was no answer.</summary>
    /// <param name="isUnsafe">Whether to make the model give the marked unsafe output, or a harmless one.</param>
    ValueTask<string> SendAsync(DrillRun run, bool isUnsafe, CancellationToken cancellationToken);
}
