namespace ServerlessGuard.Functions.Tests.Story;

/// <summary>Something that a duty's functions have to do, from its trigger to its end.</summary>
internal sealed record Chapter(string Duty, string Name, Func<StoryWorld, CancellationToken, Task> RunAsync);
