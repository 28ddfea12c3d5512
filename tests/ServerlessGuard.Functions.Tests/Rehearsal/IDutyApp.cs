namespace ServerlessGuard.Functions.Tests.Rehearsal;

/// <summary>A duty's app that was started: it answers over HTTP, its timers run, its queue is listened to.</summary>
internal interface IDutyApp : IAsyncDisposable
{
    Uri Address { get; }
}
