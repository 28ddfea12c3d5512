namespace ServerlessGuard.Core.Review;

/// <summary>
/// Wakes whoever waits in this process when a case has changed. Only a hint: other processes change cases too. Thread-safe.
/// </summary>
public sealed class CaseSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends at the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Notify() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
