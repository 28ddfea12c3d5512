namespace ServerlessGuard.Local.Access;

/// <summary>Which files are this host's, and as whom it runs.</summary>
internal sealed record HostAccessOptions(string DataFolder, string PolicyFile, string User);
