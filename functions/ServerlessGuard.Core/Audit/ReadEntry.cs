namespace ServerlessGuard.Core.Audit;

/// <summary>
/// A frame of a writer's log as <see cref="AuditReader"/> found it. <see cref="Position"/> counts frames from 0;
/// <see cref="Entry"/> is null only when it is unreadable; <see cref="Fault"/> is null when it stands where it should.
/// </summary>
public sealed record ReadEntry(long Position, ChainedEntry? Entry, ChainFault? Fault);
