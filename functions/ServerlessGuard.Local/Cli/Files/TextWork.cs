using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>What is done with each text.</summary>
internal delegate ValueTask<TextSummary> TextWork(Stream input, Stream output, TextOptions options, CancellationToken cancellationToken);
