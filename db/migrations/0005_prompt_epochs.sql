ALTER TABLE "conversation_epochs" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "persona" varchar(50) NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "stage" varchar(50) NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "basis" text NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "summary" text NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "rewritten" text;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "carried_through" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "message_budget" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "cache_slot" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_epochs" ADD COLUMN "ready_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "prompt_from_sequence" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "prompt_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "prompt_tokens" integer;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "epoch" integer;