namespace ServerlessGuard.Core.Content;

/// <summary>How long content is kept, and whose it is: the application and tier that its entries name.</summary>
public sealed record ContentTerms(string Application, string Tier, DateTimeOffset Expires);
