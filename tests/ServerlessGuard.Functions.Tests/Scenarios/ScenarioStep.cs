namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>Something that a duty's functions have to do, from its trigger to its end.</summary>
internal sealed record ScenarioStep(string Duty, string Name, Func<DutyTestHost, CancellationToken, Task> RunAsync);
