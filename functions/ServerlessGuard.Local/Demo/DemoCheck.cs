namespace ServerlessGuard.Local.Demo;

/// <summary>One thing that had to hold.</summary>
internal sealed record DemoCheck(string What, bool Held);
