namespace ServerlessGuard.Core.Journals;

/// <summary>
/// Wakes those in this process that wait for a change of a <typeparamref name="TDocument"/>, any number of them. Only a
/// hint: other processes change documents too. Thread-safe.
/// </summary>
public sealed class ChangeSignal<TDocument>
{
    private TaskCompletionSource _next = New();

    /// <summary>
    /// Ends at the next change after this was read. Read it before looking at the documents: a change that comes while one
    /// looks is then not missed.
    /// </summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Notify() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
