namespace ServerlessGuard.Core.Policies;

/// <summary>Where the running policy is read from. Thread-safe; an interaction reads it once and keeps that snapshot.</summary>
public interface IPolicySource
{
    GuardPolicy Current { get; }
}
