namespace ServerlessGuard.Core.Content;

/// <summary>What stands unencrypted, and authenticated, before sealed parts.</summary>
internal sealed record ContentHeader(string Interaction, ContentTerms Terms, string KeyName, ReadOnlyMemory<byte> Wrapped, ReadOnlyMemory<byte> Salt);
